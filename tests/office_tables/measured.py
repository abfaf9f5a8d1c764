"""Run a command and write down what it cost: python measured.py COST_FILE COMMAND…

A process of its own, and a small one: Linux counts the memory of whoever starts a program as that
program's, so the set itself must not be the one who starts it.
"""

import json
import os
import sys
import time


def main() -> int:
    cost, *command = sys.argv[1:]
    began = time.monotonic()
    process = os.posix_spawn(command[0], command, os.environ)
    _pid, status, usage = os.wait4(process, 0)
    seconds = time.monotonic() - began
    with open(cost, "w") as file:
        # A child that the command waited for is counted in its usage too.
        spent = {
            "seconds": seconds,
            "cpu": usage.ru_utime + usage.ru_stime,
            "megabytes": usage.ru_maxrss / 1024,
        }
        json.dump(spent, file)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main())
