"""The protocol between `blick bench` and its peers.

Standard input brings one request a line, and each gets one line back: `ok`, with a value behind it
where there is one, or `error` and why. What libraries print goes to standard error.

    load KEY ARGUMENT …   prepares some work
    run KEY CALLS         does it CALLS times, and answers the nanoseconds taken
    write KEY FILE        writes its result, float32, row-major, little-endian
    drop KEY              frees it
"""

import os
import sys
import time

import numpy


def threads():
    """The number of threads: the first argument of every peer."""
    return int(sys.argv[1])


def read(path, dtype, *sizes):
    """An array from a file of nothing but its elements."""
    return numpy.fromfile(path, dtype=dtype).reshape(sizes)


def serve(description, load):
    """Answers until standard input ends.

    load(*arguments) returns two functions: one does the work; the other makes an array of its
    result, outside the timing.
    """
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    works = {}

    def answer(text):
        answers.write(text.rstrip() + "\n")
        answers.flush()

    def obey(request, key, *arguments):
        if request == "load":
            works[key] = load(*arguments)
        elif request == "run":
            return run(works[key][0], int(arguments[0]))
        elif request == "write":
            work, show = works[key]
            numpy.ascontiguousarray(show(work()), dtype=numpy.float32).tofile(arguments[0])
        elif request == "drop":
            del works[key]
        else:
            raise ValueError("no such request: " + request)
        return ""

    answer("ok " + description)
    for line in sys.stdin:
        try:
            answer("ok " + str(obey(*line.split())))
        except Exception as e:
            answer("error " + " ".join(f"{type(e).__name__}: {e}".split()))


def run(work, calls):
    """The nanoseconds of these calls in a row."""
    start = time.perf_counter_ns()
    for _ in range(calls):
        work()
    return time.perf_counter_ns() - start
