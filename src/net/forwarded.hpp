#pragma once
#include <span>

#include "net/address.hpp"
#include "net/http.hpp"

namespace net {

// When `request.remote` is one of our proxies, takes the client's address and scheme from its
// X-Forwarded-For and X-Forwarded-Proto; from anybody else those fields mean nothing.
void believe_proxy(std::span<const AddressRange> proxies, Request& request);

}  // namespace net
