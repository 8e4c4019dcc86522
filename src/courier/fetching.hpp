#pragma once
#include <cstdint>

#include "channels/connector.hpp"

namespace courier {

struct FetchBounds {
    int seconds = 10;                      // for all of them together
    std::uint64_t largest = 8u << 20;      // of one file
    std::uint64_t most_bytes = 24u << 20;  // of all of them
};

// Whether attachments of the batch lie elsewhere.
bool names_files(const channels::Batch&);
// Fetches them through the guard. What cannot be had in time keeps its address, and the message comes without
// it.
void fetch_files(net::Http&, channels::Batch&, const FetchBounds& = {});

}  // namespace courier
