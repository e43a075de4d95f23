"""Office packages (docx, xlsx): members of a ZIP and their XML, read without trusting either.

A member is unpacked only when it is asked for and never beyond a limit, XML is parsed without entities, without a
document type and without the network, and nothing that a package refers to outside itself is ever followed.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from pipeline.documents.model import UnreadableError

# A disclosure of 400 pages is 60 MB of XML at most; bombs declare gigabytes, or unpack to more than they declare.
_MAX_MEMBER = 100_000_000
_MAX_TOTAL = 200_000_000
_MAX_RATIO = 400
_FREE_OF_RATIO = 5_000_000
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMESPACES = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}


class Package:
    """The members of an Office file; ``what`` names the kind of file in the reasons ("a Word document")."""

    def __init__(self, data: bytes, what: str) -> None:
        self._what = what
        self._left = _MAX_TOTAL
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self._infos = {info.filename: info for info in self._archive.infolist()}
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise UnreadableError(f"{what} whose ZIP container is truncated or damaged") from error

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    @property
    def names(self) -> list[str]:
        """The names of all members."""
        return list(self._infos)

    def read(self, name: str) -> bytes:
        """The bytes of a member; raises UnreadableError where it is missing, damaged, locked or a ZIP bomb."""
        info = self._infos.get(name)
        if info is None:
            raise UnreadableError(f"{self._what} without its part {name}: damaged, or not what it seems to be")
        self._check(info)
        limit = min(_MAX_MEMBER, self._left, info.file_size)
        try:
            with self._archive.open(info) as member:
                content = member.read(limit + 1)
        except RuntimeError as error:
            raise UnreadableError(f"{self._what} under a password; replace it by one without") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as error:
            raise UnreadableError(f"{self._what} whose part {name} is damaged") from error
        if len(content) > limit:
            raise UnreadableError(self._bomb())
        self._left -= len(content)
        return content

    def xml(self, name: str) -> etree._Element:
        """The root of a member that is XML; the strict namespaces are turned into the usual ones."""
        return parse(self._usual(self.read(name)), f"part {name} of {self._what}")

    def relations(self, name: str, kind: str = "") -> dict[str, str]:
        """The members that a member refers to inside the package, by the id of the relation; ``kind`` ends its type."""
        folder, file = posixpath.split(name)
        listed = f"{folder}/_rels/{file}.rels"
        if listed not in self:
            return {}
        return {
            relation.get("Id") or "": posixpath.normpath(posixpath.join(f"/{folder}", relation.get("Target") or ""))[1:]
            for relation in self.xml(listed).iterchildren(_RELATION)
            if (relation.get("Type") or "").endswith(kind) and relation.get("TargetMode") != "External"
        }

    def elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """The elements with these tags of a member that is XML, in order of their ends, each gone after its turn."""
        content = self._usual(self.read(name))
        what = f"part {name} of {self._what}"
        _refuse_document_type(content, what)
        walk = etree.iterparse(
            io.BytesIO(content),
            events=("end",),
            tag=tags,
            remove_comments=True,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
        )
        try:
            for _, element in walk:
                yield element
                element.clear()
        except (etree.XMLSyntaxError, ValueError) as error:
            raise _broken(error, what) from error

    def _check(self, info: zipfile.ZipInfo) -> None:
        ratio = info.file_size / max(info.compress_size, 1)
        if info.file_size > _MAX_MEMBER or (ratio > _MAX_RATIO and info.file_size > _FREE_OF_RATIO):
            raise UnreadableError(self._bomb())

    @staticmethod
    def _usual(content: bytes) -> bytes:
        if _STRICT in content[:4096]:
            for strict, usual in _NAMESPACES.items():
                content = content.replace(strict, usual)
        return content

    def _bomb(self) -> str:
        return f"{self._what} that unpacks to more than any document holds (a ZIP bomb); save it anew"


def parse(content: bytes, what: str) -> etree._Element:
    """The root of an XML file; raises UnreadableError where it is broken, too deep, or declares a document type."""
    _refuse_document_type(content, what)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _broken(error, what) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError(f"{what} declares a document type, which Office files never do; save the file anew")
    return root


def _refuse_document_type(content: bytes, what: str) -> None:
    if b"<!DOCTYPE" in content[:65536] or b"<\0!\0D\0" in content[:65536] or b"\0<\0!\0D" in content[:65536]:
        raise UnreadableError(f"{what} declares a document type, which Office files never do; save the file anew")


def _broken(error: Exception, what: str) -> UnreadableError:
    if "depth" in str(error):
        return UnreadableError(f"{what} is nested too deeply")
    return UnreadableError(f"{what} is not well-formed XML: truncated or damaged file")
