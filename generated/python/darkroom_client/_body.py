"""Writes request bodies as JSON, or as a form if they contain files."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

# A file to send: bytes, a path such as `Path("boat.png")`, or a file that is open for reading.
FileInput: TypeAlias = bytes | bytearray | memoryview | os.PathLike[str] | BinaryIO


def write_body(body: Any) -> tuple[bytes | None, dict[str, str]]:
    """Returns the bytes and the headers of a body. Files are read once, before the first attempt."""
    if body is None:
        return None, {}
    if isinstance(body, bytes):
        return body, {}
    fields = [(name, value) for name, value in _flatten(body) if value is not None]
    if not any(is_file(value) for _, value in fields):
        return json.dumps(body).encode(), {"Content-Type": "application/json"}
    boundary = secrets.token_hex(16)
    parts = b"".join(_write_part(boundary, name, value) for name, value in fields)
    end = f"--{boundary}--\r\n".encode()
    return parts + end, {"Content-Type": f"multipart/form-data; boundary={boundary}"}


def is_file(value: object) -> bool:
    """Whether a value is a `FileInput`."""
    return isinstance(value, (bytes, bytearray, memoryview, os.PathLike)) or hasattr(value, "read")


def read_file(file: FileInput) -> bytes:
    """Returns the content of a file."""
    if isinstance(file, os.PathLike):
        return Path(file).read_bytes()
    if isinstance(file, (bytes, bytearray, memoryview)):
        return bytes(file)
    return file.read()


def _flatten(value: Any, name: str = "") -> list[tuple[str, Any]]:
    """Returns the fields of a form: lists repeat their name, and objects are `name[key]`."""
    if isinstance(value, Mapping):
        items = value.items()
        return [pair for key, each in items for pair in _flatten(each, _join(name, str(key)))]
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray, memoryview)):
        return [pair for each in value for pair in _flatten(each, name)]
    return [(name, value)]


def _join(name: str, key: str) -> str:
    return f"{name}[{key}]" if name else key


def _write_part(boundary: str, name: str, value: Any) -> bytes:
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'
    if not is_file(value):
        return f"{head}\r\n\r\n{_to_text(value)}\r\n".encode()
    kind = "Content-Type: application/octet-stream"
    start = f'{head}; filename="{_find_name(value)}"\r\n{kind}\r\n\r\n'.encode()
    return start + read_file(value) + b"\r\n"


def _find_name(file: FileInput) -> str:
    """Returns the name of a file without its folder, quoted as browsers do."""
    path = file if isinstance(file, os.PathLike) else getattr(file, "name", None)
    name = Path(path).name if isinstance(path, (str, os.PathLike)) else "file"
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _to_text(value: Any) -> str:
    return json.dumps(value) if isinstance(value, bool) else str(value)
