"""Every kind of fact of a node, for saving and reading back."""

from __future__ import annotations

from hadoctor.facts.node.agents import InstalledAgents
from hadoctor.facts.node.clock import Clock
from hadoctor.facts.node.cluster import ClusterState
from hadoctor.facts.node.drbd import Drbd
from hadoctor.facts.node.fencing import FenceDevices, FenceHistory
from hadoctor.facts.node.files import Authkey, ClusterFiles
from hadoctor.facts.node.firewall import Firewall
from hadoctor.facts.node.firewall_units import FirewallUnits
from hadoctor.facts.node.identity import Identity
from hadoctor.facts.node.kernel import Confinement, Sysctls
from hadoctor.facts.node.links import KnetLinks, Ring, RingAddresses
from hadoctor.facts.node.log import Log, LogStorage
from hadoctor.facts.node.names import Names
from hadoctor.facts.node.netsetup import NetworkSetup
from hadoctor.facts.node.qdevice import QdeviceState
from hadoctor.facts.node.quorum import QuorumState
from hadoctor.facts.node.routes import NetworkRoutes, Routes
from hadoctor.facts.node.running import RunningMap
from hadoctor.facts.node.service_configs import ServiceConfigs
from hadoctor.facts.node.services import Services
from hadoctor.facts.node.sockets import Sockets
from hadoctor.facts.node.stack import Stack
from hadoctor.facts.node.storage import Memory, Storage
from hadoctor.facts.node.units import UnitFiles
from hadoctor.facts.node.upgrades import Upgrades
from hadoctor.facts.node.watchdogs import Watchdogs

KINDS: tuple[type, ...] = (
    Authkey,
    Clock,
    ClusterFiles,
    ClusterState,
    Confinement,
    Drbd,
    FenceDevices,
    FenceHistory,
    Firewall,
    FirewallUnits,
    Identity,
    InstalledAgents,
    KnetLinks,
    Log,
    LogStorage,
    Memory,
    Names,
    NetworkRoutes,
    NetworkSetup,
    QdeviceState,
    QuorumState,
    Ring,
    RingAddresses,
    Routes,
    RunningMap,
    ServiceConfigs,
    Services,
    Sockets,
    Stack,
    Storage,
    Sysctls,
    UnitFiles,
    Upgrades,
    Watchdogs,
)
