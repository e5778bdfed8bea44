"""Which cipher and hash the daemon uses for the traffic between the nodes, by release."""

from __future__ import annotations

from typing import NamedTuple

from hadoctor.model.cmap import Cmap
from hadoctor.model.target import Target


class Crypto(NamedTuple):
    cipher: str
    hash: str

    @property
    def on(self) -> bool:
        """Whether anything is done at all; the daemon then needs its key."""
        return self.cipher != "none" or self.hash != "none"

    @property
    def encrypted(self) -> bool:
        return self.cipher != "none"


_CIPHERS = ("none", "aes256", "aes192", "aes128")
_HASHES = ("none", "md5", "sha1", "sha256", "sha384", "sha512")


def crypto(cmap: Cmap, target: Target) -> Crypto:
    """secauth first, then crypto_cipher and crypto_hash, each over its default.

    2.x encrypts unless secauth is exactly `off`; 3.0 to 3.1.10 do not unless it is exactly `on`;
    newer ones encrypt unless secauth is there and is not exactly `on`.
    """
    secauth = cmap.text("totem.secauth")
    if target.before("3.0"):
        cipher, hash_ = ("none", "none") if secauth == "off" else ("aes256", "sha1")
    elif target.before("3.1.11"):
        cipher, hash_ = ("aes256", "sha256") if secauth == "on" else ("none", "none")
    else:
        cipher, hash_ = ("aes256", "sha256") if secauth in (None, "on") else ("none", "none")
    ciphers = (*_CIPHERS, "3des") if target.before("3.0") else _CIPHERS
    chosen = cmap.text("totem.crypto_cipher")
    if chosen in ciphers:
        cipher = str(chosen)
    chosen = cmap.text("totem.crypto_hash")
    if chosen in _HASHES:
        hash_ = str(chosen)
    return Crypto(cipher, hash_)
