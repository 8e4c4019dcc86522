#pragma once
#include <optional>
#include <string>

#include "base/seal.hpp"
#include "store/messages.hpp"

// What we ask of somebody that he shall confirm: its link is put in only where he alone reads it.
namespace courier {

bool asks_to_confirm(const store::Message&);
// The words with the link in the place of its mark; nullopt once the question is over.
std::optional<std::string> with_confirm_link(db::Tx&, const Seal&, Id workspace, const store::Message&);

}  // namespace courier
