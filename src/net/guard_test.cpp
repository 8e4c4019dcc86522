#include "net/guard.hpp"

#include "base/error.hpp"

using namespace net;
using Purpose = Guard::Purpose;

TEST(Guard, refuses_every_ipv4_address_that_is_not_of_the_open_internet) {
    Guard guard;
    for (auto closed :
         {"0.0.0.0",      "0.1.2.3",     "10.0.0.1",      "10.255.255.255",  "100.64.0.1", "100.127.255.255",
          "127.0.0.1",    "127.1.2.3",   "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255",
          "192.0.0.192",  "192.0.2.9",   "192.88.99.1",   "192.168.1.1",     "198.18.0.1", "198.19.255.255",
          "198.51.100.1", "203.0.113.1", "224.0.0.1",     "239.255.255.255", "240.0.0.1",  "255.255.255.255"})
        EXPECT_FALSE(guard.allows(closed, 443, Purpose::web)) << closed;
}

TEST(Guard, refuses_every_ipv6_address_that_is_not_of_the_open_internet) {
    Guard guard;
    for (auto closed : {"::",
                        "::1",
                        "::127.0.0.1",
                        "::ffff:127.0.0.1",
                        "::ffff:10.0.0.1",
                        "::ffff:a9fe:a9fe",
                        "64:ff9b::7f00:1",
                        "64:ff9b::10.0.0.1",
                        "64:ff9b:1::1",
                        "100::1",
                        "2001::1",
                        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                        "2001:10::1",
                        "2001:db8::1",
                        "2002:7f00:1::1",
                        "2002:0a00:0001::",
                        "3fff::1",
                        "fc00::1",
                        "fd00:ec2::254",
                        "fe80::1",
                        "fe80::1%eth0",
                        "fec0::1",
                        "ff02::1",
                        "5f00::1"})
        EXPECT_FALSE(guard.allows(closed, 443, Purpose::web)) << closed;
}

TEST(Guard, refuses_what_is_no_plain_address) {
    Guard guard;
    for (auto closed :
         {"", "x", "localhost", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "[::1]", "1.1.1.1 "})
        EXPECT_FALSE(guard.allows(closed, 443, Purpose::web)) << closed;
}

TEST(Guard, lets_through_public_addresses_on_the_usual_ports) {
    Guard guard;
    for (auto open :
         {"1.1.1.1",          "9.255.255.255",     "11.0.0.0",        "100.63.255.255",  "100.128.0.0",
          "126.255.255.255",  "128.0.0.0",         "172.15.255.255",  "172.32.0.0",      "192.0.1.0",
          "192.167.255.255",  "198.17.255.255",    "198.20.0.0",      "223.255.255.255", "::ffff:1.1.1.1",
          "64:ff9b::1.1.1.1", "2002:0101:0101::1", "2606:4700::1111", "2a00::1",         "2001:200::1"})
        EXPECT_TRUE(guard.allows(open, 443, Purpose::web)) << open;
    EXPECT_FALSE(guard.allows("1.1.1.1", 22, Purpose::web));
    EXPECT_FALSE(guard.allows("1.1.1.1", 25, Purpose::web));
    EXPECT_TRUE(guard.allows("1.1.1.1", 993, Purpose::mail));
    EXPECT_FALSE(guard.allows("1.1.1.1", 443, Purpose::mail));
}

TEST(Guard, opens_exactly_the_ranges_the_operator_allows) {
    Guard guard({.allowed_ranges = {"127.0.0.2", "10.1.2.0/24", "fd00::/8"}});
    EXPECT_TRUE(guard.allows("127.0.0.2", 9999, Purpose::web));
    EXPECT_FALSE(guard.allows("127.0.0.3", 443, Purpose::web));
    EXPECT_TRUE(guard.allows("10.1.2.255", 5000, Purpose::mail));
    EXPECT_TRUE(guard.allows("::ffff:10.1.2.3", 443, Purpose::web));
    EXPECT_TRUE(guard.allows("64:ff9b::10.1.2.3", 443, Purpose::web));
    EXPECT_FALSE(guard.allows("10.1.3.0", 443, Purpose::web));
    EXPECT_TRUE(guard.allows("fd12::1", 443, Purpose::web));
    EXPECT_FALSE(guard.allows("fc12::1", 443, Purpose::web));
    Guard strict({.allowed_ranges = {"127.0.0.0/8"}, .any_port_in_allowed_ranges = false});
    EXPECT_TRUE(strict.allows("127.0.0.1", 80, Purpose::web));
    EXPECT_FALSE(strict.allows("127.0.0.1", 81, Purpose::web));
}

TEST(Guard, says_which_range_is_none) {
    for (auto wrong : {"10.0.0.0/33", "10.0.0/8", "fc00::/129", "10.0.0.0/-1", "10.0.0.0/", "home", ""})
        EXPECT_THROW(Guard({.allowed_ranges = {wrong}}), Error) << wrong;
}
