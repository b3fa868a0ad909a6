"""A program of its own that becomes a PostgreSQL program: gives up root, lets go of the terminal, then executes it.

    python -I launcher.py UID GID LOG FOLDER PROGRAM [ARGUMENT ...]

UID -1 keeps the present user. With LOG (not empty) the program runs detached, in its own session, its output appended
to that file, and its process id is printed. FOLDER is what the program must be able to enter.

PostgreSQL refuses to run as root, and the unprivileged user may be unable to look into the folders where the clone,
the state or the virtual environment lie (`/root` is closed to others). Opening them to everybody is not ours to do, so
the program keeps the one capability that lets it pass, and only where it is needed. See capabilities(7).
"""

import ctypes
import os
import sys
from collections.abc import Sequence

UNREACHABLE = 77  # our exit code for "that user cannot get there"

# linux/capability.h, linux/prctl.h, linux/securebits.h
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_SETPCAP = 1 << 1, 1 << 2, 1 << 8
PR_SET_KEEPCAPS, PR_SET_SECUREBITS, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 8, 28, 38, 47
PR_CAP_AMBIENT_RAISE = 2
SECBIT_NO_SETUID_FIXUP = 1 << 2
CAPABILITY_VERSION_3 = 0x20080522


def main(arguments: Sequence[str]) -> None:
    """Does what the module's description says; does not return on success."""
    uid, gid, log, folder, *command = arguments
    output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600) if log else None
    os.chdir("/")
    os.umask(0o077)
    if int(uid) >= 0:
        if output is not None:
            os.fchown(output, int(uid), int(gid))
        become(int(uid), int(gid), [command[0], folder])
    if output is not None:
        detach(output)
    os.execv(command[0], command)  # noqa: S606


def detach(output: int) -> None:
    """Goes on in a child without terminal; the parent prints the child's process id and ends."""
    child = os.fork()
    if child:
        print(child, flush=True)
        os._exit(0)
    os.setsid()
    null = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((null, 0), (output, 1), (output, 2)):
        os.dup2(source, target)


def become(uid: int, gid: int, needs: Sequence[str]) -> None:
    """Takes that user's identity for good, with the least power that still reaches the paths in `needs`."""
    linux = sys.platform == "linux"
    if linux:
        _prctl(PR_SET_KEEPCAPS, 1)
        _prctl(PR_SET_NO_NEW_PRIVS, 1)
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)
    if _reaches(needs):
        if linux:
            _set_capabilities(0, 0, 0)
    elif not (linux and _keep_a_capability(needs)):
        blocked = next(path for path in needs if not _reaches([path]))
        print(blocked, file=sys.stderr)
        sys.exit(UNREACHABLE)


def _reaches(paths: Sequence[str]) -> bool:
    return all(os.access(path, os.X_OK) for path in paths)


def _keep_a_capability(needs: Sequence[str]) -> bool:
    """Tries to pass by looking only, then (containers often grant nothing smaller) by overriding permissions."""
    permitted = _permitted_capabilities()
    for capability in (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE):
        wanted = CAP_SETPCAP | capability
        if permitted & wanted != wanted:
            continue
        _set_capabilities(wanted, permitted, capability)
        # Without this, access(2), by which PostgreSQL looks for its own programs, ignores capabilities.
        _prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP)
        if _reaches(needs):
            _set_capabilities(capability, capability, capability)
            _prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability.bit_length() - 1)
            return True
    return False


def _prctl(*arguments: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    padded = [ctypes.c_ulong(argument) for argument in (*arguments, 0, 0, 0, 0)[:5]]
    if libc.prctl(*padded) != 0:
        raise OSError(ctypes.get_errno(), f"prctl{arguments}")


def _set_capabilities(effective: int, permitted: int, inheritable: int) -> None:
    """Sets this process's capabilities, each argument a mask of the first 32; all others are given up."""
    _capability_call("capset", (ctypes.c_uint32 * 6)(effective, permitted, inheritable, 0, 0, 0))


def _permitted_capabilities() -> int:
    sets = (ctypes.c_uint32 * 6)()
    _capability_call("capget", sets)
    return int(sets[1])


def _capability_call(name: str, sets: "ctypes.Array[ctypes.c_uint32]") -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)((ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0), sets) != 0:
        raise OSError(ctypes.get_errno(), name)


if __name__ == "__main__":
    main(sys.argv[1:])
