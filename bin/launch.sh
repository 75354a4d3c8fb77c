# Shared by the launchers in the folder above; sourced, never run. Works in bash 3.2 and newer.
# The launcher sets launch_name (for messages) and launch_root (the repository) first.

least_java=25

launch_fail() {
    printf '%s: %s\n' "$launch_name" "$1" >&2
    exit 1
}

# Prints the folder that a chain of symbolic links to the file $1 ends in.
folder_behind() {
    local file=$1 target
    while [ -L "$file" ]; do
        target=$(readlink "$file")
        case $target in
        /*) file=$target ;;
        *) file=$(dirname "$file")/$target ;;
        esac
    done
    (cd -P "$(dirname "$file")" && pwd)
}

# Whether $1 is the home of a JDK that is new enough. Reads its release file: starting a JVM to ask
# would cost as much as the command itself.
is_new_jdk() {
    local line version
    [ -x "$1/bin/javac" ] && [ -f "$1/lib/modules" ] || return 1
    if [ -r "$1/release" ]; then
        while IFS= read -r line; do
            case $line in
            JAVA_VERSION=*)
                version=${line#JAVA_VERSION=}
                version=${version//\"/}
                break
                ;;
            esac
        done <"$1/release"
    fi
    if [ -z "${version:-}" ]; then
        version=$("$1/bin/java" -version 2>&1 | sed -n '1s/.*"\(.*\)".*/\1/p')
    fi
    version=${version%%[!0-9]*}
    [ -n "$version" ] && [ "$version" -ge "$least_java" ]
}

# Sets JAVA_HOME to a JDK that is new enough: the one that it names, PATH's, or one in the usual
# folders.
find_jdk() {
    local home java
    if [ -n "${JAVA_HOME:-}" ] && is_new_jdk "$JAVA_HOME"; then
        export JAVA_HOME
        return
    fi
    if java=$(command -v javac); then
        home=$(dirname "$(folder_behind "$java")")
        if is_new_jdk "$home"; then
            export JAVA_HOME=$home
            return
        fi
    fi
    for home in /usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* /usr/local/opt/openjdk* \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/*; do
        if is_new_jdk "$home"; then
            export JAVA_HOME=$home
            return
        fi
    done
    if [ -x /usr/libexec/java_home ] && home=$(/usr/libexec/java_home -v "$least_java+" 2>/dev/null) &&
        is_new_jdk "$home"; then
        export JAVA_HOME=$home
        return
    fi
    launch_fail "needs a JDK $least_java or newer and found none; install one or set JAVA_HOME"
}

# Collects in modules the module $1 and all that its pom names, directly or not.
collect_modules() {
    local pom rest name
    case " $modules " in *" $1 "*) return ;; esac
    modules="$modules $1"
    pom=$(<"$launch_root/$1/pom.xml")
    rest=${pom#*"<artifactId>countersign-"}
    while [ "$rest" != "$pom" ]; do
        name=${rest%%<*}
        if [ -f "$launch_root/$name/pom.xml" ]; then
            collect_modules "$name"
        fi
        pom=$rest
        rest=${pom#*"<artifactId>countersign-"}
    done
}

# Whether $2, made by the last build of the module $1, is missing or older than what it is made of.
is_stale() {
    local stamp=$launch_root/$1/target/built module modules='' sources
    [ -f "$2" ] && [ -f "$stamp" ] || return 0
    collect_modules "$1"
    sources=("$launch_root/pom.xml")
    for module in $modules; do
        sources+=("$launch_root/$module/pom.xml")
        if [ -d "$launch_root/$module/src/main" ]; then
            sources+=("$launch_root/$module/src/main")
        fi
        if [ -f "$launch_root/$module/package-lock.json" ]; then
            sources+=("$launch_root/$module/src" "$launch_root/$module/package-lock.json")
        fi
    done
    [ -n "$(find "${sources[@]}" -newer "$stamp" 2>/dev/null | head -n 1)" ]
}

# build_if_stale MODULE JAR: builds the module, and those that it stands on, when JAR is missing or
# older than their sources. Needs find_jdk first. Two starts at once build one after the other.
build_if_stale() {
    local module=$1 jar=$2 stamp=$launch_root/$1/target/built
    is_stale "$module" "$jar" || return 0
    command -v mvn >/dev/null || launch_fail "needs Maven (mvn) to build itself and found none; install it"
    mkdir -p "$launch_root/target" "$launch_root/$module/target"
    (
        if command -v flock >/dev/null; then
            flock 9
            is_stale "$module" "$jar" || exit 0
        fi
        printf '%s: building %s, which takes a minute or two the first time ...\n' "$launch_name" "$module" >&2
        # As old as the start of the build: what is edited during it is newer.
        : >"$stamp.new"
        # Maven's own libraries make a new JDK print warnings that are nobody's business here.
        export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
        (cd "$launch_root" && mvn -q -ntp -DskipTests -pl "$module" -am package) >&2 </dev/null || exit 1
        mv "$stamp.new" "$stamp"
    ) 9>>"$launch_root/target/build.lock" || launch_fail "the build failed; what Maven said is above"
}
