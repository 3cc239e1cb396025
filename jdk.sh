# Sourced by ./demo, ./bench and ./tid: finds a JDK of 21 or newer as Maven's build does, and sets JAVA_HOME to it.
# JAVA_HOME, then the java on the PATH, then where Linux, macOS and SDKMAN keep JDKs, the newest first.

java_version() { # of the JDK at $1, its first number; 0 where there is none
    [ -x "$1/bin/javac" ] || { echo 0; return; }
    # its own file tells without starting a JVM
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null | grep . && return
    "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p' | grep . || echo 0
}

find_jdk() {
    on_path=$(command -v javac || true)
    if [ -n "$on_path" ]; then
        on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
    fi
    for home in "${JAVA_HOME:-}" "$on_path"; do
        if [ -n "$home" ] && [ "$(java_version "$home")" -ge 21 ]; then
            echo "$home"
            return
        fi
    done
    for home in /usr/lib/jvm/* /usr/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/.jdks/* \
        "$HOME"/.sdkman/candidates/java/*; do
        version=$(java_version "$home")
        if [ "$version" -ge 21 ]; then
            echo "$version $home"
        fi
    done | sort -rn | head -n 1 | cut -d ' ' -f 2-
}

JAVA_HOME=$(find_jdk)
export JAVA_HOME
if [ -z "$JAVA_HOME" ]; then
    echo "tid needs a JDK of 21 or newer, in JAVA_HOME or where this system keeps its JDKs; there is none" >&2
    exit 1
fi
