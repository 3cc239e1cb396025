# Sourced by ./demo and ./bench, after jdk.sh.

build() { # the module $1 and what it needs, without tests; what Maven says is shown only if it fails
    printf 'building %s, about a minute the first time ' "$1" >&2
    log=$(mktemp)
    mvn -B -q package -pl "$1" -am -Dmaven.test.skip -Dmaven.javadoc.skip -Dmaven.source.skip -Dspotless.check.skip \
        -Dcyclonedx.skip >"$log" 2>&1 &
    maven=$!
    while kill -0 "$maven" 2>/dev/null; do
        printf . >&2
        sleep 1
    done
    if wait "$maven"; then
        echo " done" >&2
        rm -f "$log"
    else
        echo " failed" >&2
        cat "$log" >&2
        rm -f "$log"
        exit 1
    fi
}
