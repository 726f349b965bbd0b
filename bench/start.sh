#!/bin/sh
# How long the README's first command takes from process start to picture, how much memory it holds
# at most, and what the shell script adds to the JVM. Writes the page of this machine, start.md in
# the folder that `./blick bench folder` names, and then docs/results/start.md:
#
#     sh bench/start.sh
#
# Wants GNU time; the model must be in the cache. Run it on a quiet machine.
set -eu
cd "$(dirname "$0")/.."
runs=5
pairs=31
text="Katten som min granne äger jagade musen"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

. .mvn/find-jdk.sh
find_jdk start.sh

plain() {
  LC_ALL=C.UTF-8 "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:Tier4BackEdgeThreshold=1000000 \
    -Dstdin.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 \
    --add-modules jdk.incubator.vector --class-path 'cli/target/blick/classpath/*' \
    --module-path cli/target/blick/modules --module io.blick.cli/io.blick.cli.Main "$@"
}

millis() {
  start=$(date +%s%N)
  "$@" >/dev/null 2>&1
  echo $((($(date +%s%N) - start) / 1000000))
}

median() {
  sort -n "$1" | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'
}

# Says whether a figure is below its limit, in the words of the other tables.
met() {
  awk -v figure="$1" -v limit="$2" 'BEGIN { print (figure < limit) ? "yes" : "**no**" }'
}

# A value of /proc/cpuinfo.
processor() {
  sed -n "s/^$1[[:space:]]*: //p" /proc/cpuinfo | head -n 1
}

# Builds what is missing, and brings the model into the page cache.
./blick look "$text" >/dev/null 2>&1
results=$(./blick bench folder)
mkdir -p "$results"

for run in $(seq $runs); do
  /usr/bin/time -f '%e %U %S %M' -a -o "$work/look" ./blick look "$text" >/dev/null 2>&1
done
for pair in $(seq $pairs); do
  millis ./blick --version >>"$work/script"
  millis plain --version >>"$work/plain"
done
paste "$work/script" "$work/plain" | awk '{ print $1 - $2 }' >"$work/added"
awk '{ print $1 }' "$work/look" >"$work/wall"
awk '{ print $2 + $3 }' "$work/look" >"$work/processor"
awk '{ printf "%.3f\n", $4 * 1024 / 1e9 }' "$work/look" >"$work/memory"
sort -n "$work/memory" | tail -n 1 >"$work/peak"

picture=$(median "$work/wall")
memory=$(cat "$work/peak")
added=$(median "$work/added")
model="$(processor 'model name') (family $(processor 'cpu family') model $(processor model))"

cat >"$results/start.md" <<END
# Start

From process start to picture: \`./blick look "$text"\` on
multilingual BERT, built, cached, and the file in the page cache. The figures are medians of $runs
runs; the peak of memory is the largest, and counts the pages of the mapped file that were touched.
The last three are medians over $pairs pairs of runs, one after the other; what the script adds is the
median of their differences.

- command: \`sh bench/start.sh\`
- date: $(date -u +%Y-%m-%d)
- machine: $(grep -c '^processor' /proc/cpuinfo) × $model, $(awk '/MemTotal/ { printf "%.1f GB", $2 * 1024 / 1e9 }' /proc/meminfo)
- Blick: $(./blick --version 2>/dev/null | tr -s ' ' | tr '\n' ';' | sed 's/;$//; s/;/; /g')
- runs: $(tr '\n' ' ' <"$work/wall")seconds
- load at the end: $(cut -d " " -f 1-3 /proc/loadavg) (1, 5, 15 minutes)

## Targets

| work | Blick | target | met |
| --- | --- | --- | --- |
| to the picture | $picture s | below 2.5 s | $(met "$picture" 2.5) |
| processor time, all threads | $(median "$work/processor") s | – | – |
| peak resident memory | $memory GB | at most 1.2 GB | $(met "$memory" 1.2001) |
| \`./blick --version\` | $(median "$work/script") ms | – | – |
| the same by java itself | $(median "$work/plain") ms | – | – |
| what the script adds | $added ms | below 50 ms | $(met "$added" 50) |
END
cat "$results/start.md"
./blick bench join
