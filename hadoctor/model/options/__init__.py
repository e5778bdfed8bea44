"""All options of corosync.conf. Types, ranges and words are those of the daemon; where a release
treats an option differently, it has a row of its own."""

from __future__ import annotations

from hadoctor.model.option import Option
from hadoctor.model.options import (
    crypto,
    device,
    interface,
    knet,
    logging,
    nodelist,
    quorum,
    retired,
    system,
    timers,
    totem,
)

OPTIONS: tuple[Option, ...] = (
    *totem.OPTIONS,
    *crypto.OPTIONS,
    *timers.OPTIONS,
    *knet.OPTIONS,
    *interface.OPTIONS,
    *nodelist.OPTIONS,
    *quorum.OPTIONS,
    *device.OPTIONS,
    *logging.OPTIONS,
    *system.OPTIONS,
    *retired.OPTIONS,
)
