#pragma once
#include <string_view>
#include <vector>

#include "model/message.hpp"

namespace model {

// Where the author of a message asks answers to go instead of to the author: "answer_to" in a message's
// `extra`, [{"handle","name"}], at most ten. Empty: to the author. Of a message of ours: where it goes.
std::vector<Handle> answer_to(const json::object& extra, std::string_view network);

}  // namespace model
