"""Public or not, in every disguise."""

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.net.address import is_allowed, is_public


@pytest.mark.parametrize(
    "text",
    [
        *(
            "127.0.0.1",
            "127.1.2.3",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
        ),
        *(
            "100.64.0.1",
            "100.127.255.255",
            "0.0.0.0",
            "0.1.2.3",
            "192.0.0.8",
            "192.0.2.1",
            "198.18.0.1",
            "198.51.100.7",
        ),
        *("203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.88.99.1"),
        *(
            "::",
            "::1",
            "fe80::1",
            "fe80::1%eth0",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "2001:db8::1",
            "100::1",
            "fec0::1",
        ),
        *(
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::1",
        ),
        *(
            "2002:7f00:1::",
            "2002:0a00:0001::1",
            "2002:c0a8:101::1",
            "2001::1",
            "2001:0:7f00:1::",
            "3fff::1",
            "5f00::1",
        ),
    ],
)
def test_an_address_that_is_not_public_is_refused_in_every_disguise(text):
    assert not is_public(text)


@pytest.mark.parametrize(
    "text",
    [
        "8.8.8.8",
        "1.1.1.1",
        "100.63.255.255",
        "172.32.0.1",
        "2606:4700::1111",
        "2a00:1450::1",
        "64:ff9b::808:808",
        "2002:808:808::1",
        "::ffff:8.8.8.8",
    ],
)
def test_a_public_address_is_allowed(text):
    assert is_public(text)


def test_allow_opens_a_named_network_only():
    assert is_allowed("127.0.0.1", ["127.0.0.0/8"])
    assert not is_allowed("127.0.0.1", ["::1/128"])
    assert not is_allowed("10.0.0.1", ["127.0.0.0/8"])


@settings(max_examples=300, deadline=None)
@given(st.ip_addresses())
def test_nothing_is_public_that_the_interpreter_calls_private(address):
    if (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_unspecified
    ):
        embedded = address in ipaddress.ip_network("2002::/16") if address.version == 6 else False
        assert embedded or not is_public(str(address)) or address.ipv4_mapped is not None
