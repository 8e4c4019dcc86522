#pragma once
#include "channels/connector.hpp"

namespace channels {

// Every message of a batch once, oldest first; of two ways to have heard of one the fuller stays.
void unite(Batch&);

}  // namespace channels
