# What the JVM is told beyond what its user tells it. Sourced by blick; POSIX sh.

# Sets memory to the bytes that this process may have: the machine's, or what its control group or
# -XX:MaxRAM in $1 leaves of them; fails where nothing says.
memory_of() {
  memory=
  if [ -r /proc/meminfo ]; then
    read -r _ memory _ </proc/meminfo
    memory=$((memory * 1024))
  fi
  if [ -r /proc/self/cgroup ]; then
    while IFS=: read -r _ controllers group; do
      case ,$controllers, in
        ,,) memory_within "/sys/fs/cgroup$group" memory.max ;;
        *,memory,*) memory_within "/sys/fs/cgroup/memory$group" memory.limit_in_bytes ;;
      esac
    done </proc/self/cgroup
  fi
  case $1 in
    *-XX:MaxRAM=*)
      most=${1##*-XX:MaxRAM=}
      memory_at_most "${most%%[!0-9a-zA-Z]*}"
      ;;
  esac
  [ -n "$memory" ]
}

# Heeds the limits in the files $2 of the folder $1 and of those above it. A group that this process
# cannot see by its full path is, in a container, the root.
memory_within() {
  within=$1
  while [ "$within" != /sys/fs ]; do
    if [ -r "$within/$2" ]; then
      most=
      read -r most <"$within/$2"
      memory_at_most "$most"
    fi
    within=${within%/*}
  done
}

# Heeds the limit $1, a number with or without the JVM's k, m, g, t behind it.
memory_at_most() {
  number=${1%[kKmMgGtT]}
  case $number in
    '' | *[!0-9]* | ????????????????????*) return ;;
  esac
  case $1 in
    *[kK]) number=$((number * 1024)) ;;
    *[mM]) number=$((number * 1048576)) ;;
    *[gG]) number=$((number * 1073741824)) ;;
    *[tT]) number=$((number * 1099511627776)) ;;
  esac
  if [ "$number" -gt 0 ] && { [ -z "$memory" ] || [ "$number" -lt "$memory" ]; }; then
    memory=$number
  fi
}

# Sets jvm_options, a word an option: a collector for short lives, no counters for other programs,
# and how much memory may lie outside the heap, where the weights are. (By itself the JVM allows as
# much as the heap, a quarter of the machine. For its counters it goes into a folder of its own, from
# which it cannot come back to one that its user may not enter: relative paths would be others.) What the user's own variables, or files that they name, may say is left to them.
find_jvm_options() {
  theirs=" ${JAVA_TOOL_OPTIONS-} ${JDK_JAVA_OPTIONS-} ${_JAVA_OPTIONS-} "
  jvm_options=
  case $theirs in
    *-XX:[+-]Use*GC[!a-zA-Z]* | *[[:space:]\'\"]@* | *-XX:Flags=* | *-XX:VMOptionsFile=*) ;;
    *) jvm_options=-XX:+UseSerialGC ;;
  esac
  case $theirs in
    *-XX:[+-]UsePerfData* | *[[:space:]\'\"]@* | *-XX:Flags=* | *-XX:VMOptionsFile=*) ;;
    *) jvm_options="$jvm_options -XX:-UsePerfData" ;;
  esac
  case $theirs in
    *-XX:MaxDirectMemorySize=* | *[[:space:]\'\"]@* | *-XX:Flags=* | *-XX:VMOptionsFile=*) ;;
    *) memory_of "$theirs" && jvm_options="$jvm_options -XX:MaxDirectMemorySize=$((memory / 4 * 3))" ;;
  esac
}
