# Finds a JDK for Blick. Sourced by mvnw and blick; POSIX sh.
#
# After find_jdk, JAVA_HOME is exported and names a JDK of at least blick_java. The version is read
# from the JDK's own `release` file: starting a JVM to ask would cost some 30 ms for each JDK.

blick_java=25

# Sets jdk_version to the feature version (25) of the JDK in $1, or fails if there is no JDK.
jdk_version_of() {
  jdk_version=
  [ -f "$1/bin/java" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] &&
    [ -f "$1/release" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r jdk_line || [ -n "$jdk_line" ]; do
    case $jdk_line in
      JAVA_VERSION=*)
        jdk_version=${jdk_line#*=}
        jdk_version=${jdk_version#\"}
        jdk_version=${jdk_version%%[!0-9]*}
        break
        ;;
    esac
  done <"$1/release"
  [ -n "$jdk_version" ]
}

# Takes $1 as JAVA_HOME if it is new enough.
jdk_take() {
  [ -n "$1" ] && jdk_version_of "$1" && [ "$jdk_version" -ge "$blick_java" ] || return 1
  JAVA_HOME=$1
  export JAVA_HOME
}

# Takes the JDK whose bin folder holds the command $1, if it is on the PATH.
jdk_take_command() {
  jdk_command=$(command -v "$1") || return 1
  jdk_command=$(readlink -f "$jdk_command" 2>/dev/null) || return 1
  jdk_home=${jdk_command%/bin/*}
  jdk_take "$jdk_home" && return 0
  # What has no release file beside it may be a version manager's stand-in: it knows its real home.
  # (/usr is never one; there, on a Mac, java is a stub that opens a dialogue.)
  [ -r "$jdk_home/release" ] || [ "$jdk_home" = /usr ] && return 1
  jdk_home=$("$jdk_command" -XshowSettings:properties -version 2>&1 |
    sed -n 's/^ *java\.home = //p')
  jdk_take "$jdk_home"
}

# Takes, of the JDKs in the usual places, one of version blick_java, or else the oldest newer one.
jdk_take_usual() {
  jdk_best=
  jdk_best_version=
  for jdk_home in \
    "${JAVA_HOME_25_X64-}" "${JAVA_HOME_25_ARM64-}" \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* \
    /opt/* /opt/java/* /opt/jdk/* /opt/jdks/* /opt/hostedtoolcache/Java_*/*/* \
    /usr/local/*jdk* /usr/local/*java* /usr/local/lib/jvm/* \
    "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* /usr/local/sdkman/candidates/java/* \
    "$HOME"/.jdks/* "$HOME"/.jdk/* "$HOME"/.gradle/jdks/* "$HOME"/.jbang/cache/jdks/* \
    "$HOME"/.asdf/installs/java/* "$HOME"/.local/share/mise/installs/java/* \
    "$HOME"/.jabba/jdk/* "$HOME"/.jenv/versions/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec; do
    jdk_version_of "$jdk_home" && [ "$jdk_version" -ge "$blick_java" ] || continue
    if [ -z "$jdk_best" ] || [ "$jdk_version" -lt "$jdk_best_version" ]; then
      jdk_best=$jdk_home
      jdk_best_version=$jdk_version
    fi
    [ "$jdk_best_version" -eq "$blick_java" ] && break
  done
  jdk_take "$jdk_best"
}

# Exports JAVA_HOME, or says how to get a JDK ($1 names who asks) and fails.
find_jdk() {
  HOME=${HOME:-/}
  jdk_take "${JAVA_HOME-}" ||
    jdk_take_command javac ||
    jdk_take_command java ||
    jdk_take_usual || {
    echo "$1: needs a JDK $blick_java or newer, and none was found in JAVA_HOME, on the PATH" \
      "or in the usual places; install one (https://adoptium.net has them for every system)" \
      "or set JAVA_HOME to the folder of one" >&2
    return 1
  }
}
