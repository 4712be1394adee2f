"""Writes a damaged copy of a file, or of a zip, for a test: `damage.py IN OUT HOW ...`

    truncate BYTES        its first bytes; a negative number leaves out the last
    flip ENTRY            another byte in the middle of an entry of a zip, and its old checksum
    replace ENTRY OLD NEW another text in an entry, and its right checksum
    inflate ENTRY BYTES   so many zeros after an entry, compressed
    claim ENTRY BYTES     another uncompressed size in the directory than an entry has
    remove ENTRY          without an entry

An entry is named by the end of its name.
"""

import struct
import sys
import zipfile


def find(archive, name):
    return next(info for info in archive.infolist() if info.filename.endswith(name))


def flip(content, info, archive):
    name, extra = struct.unpack_from("<HH", content, info.header_offset + 26)
    data = info.header_offset + 30 + name + extra
    content[data + info.file_size // 2] ^= 0x55
    return content


def claim(content, info, archive, size):
    """Sizes are 22 bytes into the header of an entry, and 24 into that of the directory."""
    struct.pack_into("<I", content, info.header_offset + 22, size)
    record = content.index(b"PK\x01\x02", archive.start_dir)
    while content[record + 46:].find(info.filename.encode()) != 0:
        record = content.index(b"PK\x01\x02", record + 4)
    struct.pack_into("<I", content, record + 24, size)
    return content


def rewrite(archive, target, change):
    """A zip with other entries: what `change` gives for the name and the content of each."""
    with zipfile.ZipFile(target, "w") as out:
        for info in archive.infolist():
            content, compression = change(info, archive.read(info)) or (None, None)
            if content is not None:
                out.writestr(info.filename, content, compression)


def damage(source, target, how, arguments):
    with open(source, "rb") as file:
        content = bytearray(file.read())
    if how == "truncate":
        content = content[:int(arguments[0])]
    else:
        archive = zipfile.ZipFile(source)
        found = find(archive, arguments[0])
        if how == "flip":
            content = flip(content, found, archive)
        elif how == "claim":
            content = claim(content, found, archive, int(arguments[1]))
        else:
            return rewrite(archive, target, lambda info, content: (
                changed(how, arguments, content) if info is found
                else (content, info.compress_type)))
    with open(target, "wb") as file:
        file.write(content)


def changed(how, arguments, content):
    """The content and the compression of an entry that is damaged; None without it."""
    if how == "replace":
        old, new = (text.encode() for text in arguments[1:])
        assert old in content, f"{arguments[0]} lacks {arguments[1]}"
        return content.replace(old, new, 1), zipfile.ZIP_STORED
    if how == "inflate":
        return content + bytes(int(arguments[1])), zipfile.ZIP_DEFLATED
    assert how == "remove", how
    return None


def main():
    source, target, how, *arguments = sys.argv[1:]
    damage(source, target, how, arguments)


main()
