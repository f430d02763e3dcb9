from __future__ import annotations

import threading
from collections.abc import Callable


class AbortSignal:
    """Aborts the calls that it is passed to, from another thread or a callback."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._callbacks: set[Callable[[], None]] = set()
        self.reason: object = None

    @property
    def aborted(self) -> bool:
        """Whether `abort` was called."""
        return self._event.is_set()

    def abort(self, reason: object = None) -> None:
        """Aborts all calls with this signal, now and later."""
        with self._lock:
            if self._event.is_set():
                return
            self.reason = reason
            self._event.set()
            callbacks = list(self._callbacks)
        for callback in callbacks:
            callback()

    def wait(self, seconds: float) -> bool:
        """Waits until the signal is aborted, at most `seconds`. Returns whether it is aborted."""
        return self._event.wait(seconds)

    def add_callback(self, callback: Callable[[], None]) -> None:
        """Calls `callback` when the signal is aborted; at once if it is aborted already."""
        with self._lock:
            self._callbacks.add(callback)
            is_aborted = self._event.is_set()
        if is_aborted:
            callback()

    def remove_callback(self, callback: Callable[[], None]) -> None:
        """Undoes `add_callback`."""
        with self._lock:
            self._callbacks.discard(callback)
