"""No network for a process, whatever runs in it: libraries of native code open sockets that Python never hears of.

The kernel refuses a socket of any family but the one of this machine (AF_UNIX), by a filter as seccomp(2) describes it.
It holds for the thread that asks for it and all that it starts, and cannot be taken away again.
"""

import ctypes
import errno
import platform
import socket
import struct
import sys

_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _MODE_FILTER = 22, 38, 2
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_NUMBER_AT, _ARCHITECTURE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""The kernel's name of a machine (AUDIT_ARCH), and the number of its call ``socket``."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def forbid_network() -> bool:
    """Let no more sockets of a network be opened; False where the system cannot do so (not Linux, another machine)."""
    known = _MACHINES.get(platform.machine())
    if not sys.platform.startswith("linux") or known is None:
        return False
    architecture, call = known
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_EQUAL, 0, 5, architecture),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_EQUAL, 0, 3, call),
        (_LOAD, 0, 0, _FIRST_ARGUMENT_AT),
        (_EQUAL, 1, 0, socket.AF_UNIX),
        (_RETURN, 0, 0, _REFUSE | errno.EACCES),
        (_RETURN, 0, 0, _ALLOW),
    ]
    filters = b"".join(struct.pack("=HBBI", *step) for step in steps)
    program = _Program(len(steps), filters)
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    asked = prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    refused = prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0)
    return bool(asked == refused == 0)
