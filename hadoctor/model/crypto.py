"""Which cipher and hash the daemon uses for the traffic between the nodes, by release."""

from __future__ import annotations

from typing import NamedTuple

from hadoctor.model.cmap import Cmap
from hadoctor.target import Target


class Crypto(NamedTuple):
    cipher: str
    hash: str
    known: bool
    """Whether crypto_cipher and crypto_hash are words that the daemon knows; others it refuses."""

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
    return effective(
        cmap.text("totem.secauth"),
        cmap.text("totem.crypto_cipher"),
        cmap.text("totem.crypto_hash"),
        target,
    )


def effective(
    secauth: str | None, chosen_cipher: str | None, chosen_hash: str | None, target: Target
) -> Crypto:
    """secauth first, then crypto_cipher and crypto_hash, each over its default. Words that
    are not known change nothing.

    2.x encrypts unless secauth is exactly `off`; 3.0 to 3.1.10 do not unless it is exactly `on`;
    newer ones encrypt unless secauth is there and is not exactly `on`.
    """
    if target.before("3.0"):
        cipher, hash_ = ("none", "none") if secauth == "off" else ("aes256", "sha1")
    elif target.before("3.1.11"):
        cipher, hash_ = ("aes256", "sha256") if secauth == "on" else ("none", "none")
    else:
        cipher, hash_ = ("aes256", "sha256") if secauth in (None, "on") else ("none", "none")
    ciphers = (None, *_CIPHERS, *(("3des",) if target.before("3.0") else ()))
    known = chosen_cipher in ciphers and chosen_hash in (None, *_HASHES)
    if chosen_cipher is not None and chosen_cipher in ciphers:
        cipher = chosen_cipher
    if chosen_hash in _HASHES:
        hash_ = str(chosen_hash)
    return Crypto(cipher, hash_, known)
