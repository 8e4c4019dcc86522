#pragma once
#include <string>

#include "base/seal.hpp"
#include "net/webhook.hpp"

namespace courier {

// The keys of a hook as its row keeps them, and back; without a secret when another key file closed them.
std::string sealed(const Seal&, const net::webhook::Keys&);
net::webhook::Keys hook_keys(const Seal&, const std::string& sealed);

}  // namespace courier
