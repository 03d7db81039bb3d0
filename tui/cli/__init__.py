"""The command line: data goes to standard output, words about it to standard error.

Exit codes: 0 done, 1 failed, 2 wrong usage (a filter that does not parse counts as that), 130 interrupted.
"""

from __future__ import annotations

import io
import os
import sys

from tui import log, report
from tui.cli.arguments import understand
from tui.cli.output import say
from tui.news.errors import FilterError, NewsError


def run(arguments: list[str]) -> int:
    """The outermost door: every error that has words for the user ends here as one line, never as a traceback."""
    try:
        chosen = understand(arguments)
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")  # a terminal that is not UTF-8 shows ? for what it lacks
        log.set_up(verbose=chosen.verbose)
        from tui.cli.commands import command

        code = command(chosen.command)(chosen)
        sys.stdout.flush()
        return code
    except FilterError as error:
        say(f"newsread: {error}\n{error.caret()}")
        return 2
    except NewsError as error:
        say(f"newsread: {error}")
        return 1
    except BrokenPipeError:
        # The reader (`head`, a closed pager) has enough. What is still buffered goes nowhere, quietly.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - the outermost door: what nobody foresaw ends in a sentence too
        say(f"newsread: {report.sentence(error, report.save(error, log.folder()))}")
        return 1
    except SystemExit as ending:  # argparse has said what it had to say
        return ending.code if isinstance(ending.code, int) else 2
