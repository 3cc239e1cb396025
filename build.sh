# Sourced by ./demo, ./bench and ./tid in the root of the checkout, after jdk.sh.

stale() { # no jar $1, or a source, a folder of sources (a file is gone) or a pom of the modules $2... newer than it
    made=$1
    shift
    [ ! -e "$made" ] || [ ! -d "$(dirname "$made")/lib" ] \
        || find pom.xml "$@" \( -path '*/src/main*' -o -name pom.xml \) -newer "$made" -print | grep -q .
}

build() { # the module $1 with its jar $2, and what it needs, without tests; what Maven says is shown only if it fails
    command -v mvn >/dev/null || { echo "tid is built by Maven; there is no mvn on the PATH" >&2; exit 1; }
    said=$(mktemp)
    started=$(mktemp)
    maven=
    # Maven runs in the background, where Ctrl-C does not reach it.
    trap 'kill $maven 2>/dev/null || true; rm -f "$said" "$started"; echo " interrupted" >&2; exit 130' HUP INT TERM
    printf 'building %s, about a minute the first time ' "$1" >&2
    mvn -B -q package -pl "$1" -am -Dmaven.test.skip -Dmaven.javadoc.skip -Dmaven.source.skip -Dspotless.check.skip \
        -Dcyclonedx.skip >"$said" 2>&1 &
    maven=$!
    while kill -0 "$maven" 2>/dev/null; do
        printf . >&2
        sleep 1
    done
    if ! wait "$maven"; then
        echo " failed" >&2
        cat "$said" >&2
        rm -f "$said" "$started"
        exit 1
    fi
    touch -r "$started" "$2" # what is edited during a build is newer than its jar
    rm -f "$said" "$started"
    trap - HUP INT TERM
    echo " done" >&2
}
