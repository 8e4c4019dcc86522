#pragma once
#include <cstdint>
#include <optional>

#include "model/query.hpp"
#include "store/store.hpp"

namespace listening {

// A stored query; none when this version does not understand it.
std::optional<model::Query> understood(std::string_view query);

// Holds the next `size` messages against the topics that have not seen them yet, newest first; those that are
// as far as each other go on together. False: there is nothing left. Nothing is written when the journal has
// been read beyond `seq` meanwhile, as what was looked at may be old.
bool read_back_once(const store::Store&, Id workspace, std::int64_t seq, std::size_t size);

}  // namespace listening
