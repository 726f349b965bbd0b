# Which sources a build is of. Sourced by mvnw and blick, which set home; POSIX sh.

# Writes path, size and time of each file that goes into what is run: a line a file, in the order of
# the file system. $1 is cli or bench, for all that these run, or only/ROOM. A clock that was wrong
# changes nothing: two lists are compared, not a time with a time.
sources() {
  (
    cd "$home" 2>/dev/null || exit 1
    wanted=$1
    set -- pom.xml .mvn
    for pom in */pom.xml; do
      room=${pom%/pom.xml}
      case $wanted:$room in
        cli:bench | *:bom | *:consumer) ;;
        cli:* | bench:* | "only/$room:$room")
          set -- "$@" "$pom"
          [ ! -d "$room/src/main" ] || set -- "$@" "$room/src/main"
          ;;
      esac
    done
    # GNU's find knows it all by itself; that of busybox and of BSD asks stat.
    find -L "$@" ! -type d -printf '%p %s %T@\n' 2>/dev/null ||
      TZ=UTC0 find -L "$@" ! -type d -exec stat -c '%n %s %y' {} + 2>/dev/null ||
      TZ=UTC0 find -L "$@" ! -type d -exec stat -f '%N %z %Fm' {} + 2>/dev/null
  )
}

# Is the list in the file $2 that of the sources of $1 as they are now, in whatever order?
same_sources() {
  [ -f "$2" ] || return 1
  sources "$1" | cmp -s - "$2" && return
  [ "$(sources "$1" | LC_ALL=C sort)" = "$(LC_ALL=C sort "$2" 2>/dev/null)" ]
}

# Writes those of the paths that cannot be written to, a line each, until the first.
closed_of() {
  for path do
    [ -w "$path" ] || {
      printf '%s' "$path" | tr '[:cntrl:]' '?'
      echo
      return
    }
  done
}

# Writes the first path in the checkout that a build would have to write to and cannot, in a line.
unwritable() {
  for place in "$home/.blick" "$home"/*/target; do
    if [ -e "$place" ]; then
      find "$place" ! -type l -exec sh -c '. "$0"; closed_of "$@"' "$home/.mvn/sources.sh" {} + \
        2>/dev/null
    elif [ -d "${place%/*}" ]; then
      closed_of "${place%/*}"
    else
      # The pattern, which the shell leaves where it matches nothing: no room has been built.
      closed_of "$home"/*/
    fi
  done | head -n 1
}
