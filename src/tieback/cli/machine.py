"""What the machine refuses, told in one line: a full disk, a folder without permission, a reader that went away.

It promises no cause that the system does not state. Files written by then are whole: all writing is by renaming.
"""

import errno

from tieback.model.refusal import Refused

UNREAD = 141  # 128 + SIGPIPE: the code of a command whose reader went away, as in `tieback ... | head`
_FULL, _FORBIDDEN = "make room, then run it again", "check the permissions, or name another folder"
_REMEDIES = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: _FORBIDDEN,
    errno.ENOENT: "check the name; XDG_DATA_HOME names the folder of Tieback's own data",
    errno.ENOTDIR: "check the name; XDG_DATA_HOME names the folder of Tieback's own data",
    errno.EISDIR: "name a file",
    errno.ENAMETOOLONG: "give a shorter name",
}


def refused(error: OSError) -> Refused:
    """What the system said of a file, or of the output, and what to do."""
    file = error.filename if isinstance(error.filename, str) else None
    said = error.strerror or str(error)
    return Refused(f"stopped by the system ({said})", file, remedy=_REMEDIES.get(error.errno or 0))


def reader_left(error: BaseException | None) -> bool:
    """Did the reader of the output go away? Also where typer has already turned that into its exit."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, BrokenPipeError):
            return True
        seen.add(id(error))
        error = error.__context__
    return False
