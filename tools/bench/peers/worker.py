"""What the processes of the peers have in common: they run a program when told to.

A worker loads its program, runs it once and says so in one line of JSON. Then each line it
reads is a number of runs to time; it answers with their milliseconds. At the end of its input
it tells the most memory it had.
"""

import json
import resource
import sys
import time


def say(**values):
    print(json.dumps(values), flush=True)


def serve(run):
    """Times runs of `run` for whoever writes to this process."""
    for line in sys.stdin:
        times = []
        for _ in range(int(line)):
            start = time.perf_counter()
            run()
            times.append(1e3 * (time.perf_counter() - start))
        say(ms=times)
    say(peak_rss_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6)
