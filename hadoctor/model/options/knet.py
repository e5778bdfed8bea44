"""`totem`: the settings of knet that hold for all links. A 2.x daemon knows none of them. A number
that is too high is not refused: knet complains and keeps what it had."""

from __future__ import annotations

from hadoctor.model.option import Kind, Option

MANUAL = "corosync.conf(5)"
COMPRESSION = ("zlib", "lz4", "lz4hc", "lzo2", "lzma", "bzip2", "zstd")

OPTIONS: tuple[Option, ...] = (
    # Checked whatever the transport is.
    Option(
        "totem.link_mode",
        Kind.WORD,
        "how several links are used: the best one, all at once, or one after the other",
        default="passive",
        words=("passive", "active", "rr"),
        refused_at="load",
        since="3.0",
        transports="knet",
        source=MANUAL,
    ),
    Option(
        "totem.knet_mtu",
        Kind.U32,
        "MTU of the network when it is not to be found out; 0 finds it out",
        default="0",
        high=65535,
        unit="bytes",
        since="3.1.7",
        transports="knet",
        reloadable=True,
        source=MANUAL,
    ),
    Option(
        "totem.knet_pmtud_interval",
        Kind.U32,
        "how often the MTU of the network is looked up",
        default="30",
        high=86400,
        unit="s",
        since="3.0",
        transports="knet",
        reloadable=True,
        source=MANUAL,
    ),
    # Up to 3.1.2 any word passes; one that libknet does not know leaves compression off.
    Option(
        "totem.knet_compression_model",
        Kind.WORD,
        "library that compresses the traffic; it must be installed",
        default="none",
        words=("none", *COMPRESSION),
        since="3.0",
        until="3.1.3",
        transports="knet",
        reloadable=True,
        source=MANUAL,
    ),
    # "none" is what happens without the option, yet the word is refused.
    Option(
        "totem.knet_compression_model",
        Kind.WORD,
        "library that compresses the traffic; it must be installed; without the option nothing is",
        words=COMPRESSION,
        refused_at="load",
        since="3.1.3",
        transports="knet",
        reloadable=True,
        source="daemon",
    ),
    Option(
        "totem.knet_compression_threshold",
        Kind.U32,
        "packets smaller than this are not compressed; 0 stands for 100",
        default="0",
        high=65536,
        unit="bytes",
        since="3.0",
        transports="knet",
        reloadable=True,
        source=MANUAL,
    ),
    Option(
        "totem.knet_compression_level",
        Kind.I32,
        "level handed to the compression library; what it means depends on the library",
        default="0",
        since="3.0",
        transports="knet",
        reloadable=True,
        source=MANUAL,
    ),
)
