#include "listening/program.hpp"

#include "listening/code.hpp"
#include "listening/conditions.hpp"

namespace listening {
namespace {
// Calls fn(position) for each place where the row of words begins, in order, until it returns true.
template <class Fn>
bool each_place(Code node, const Reading& reading, Fn&& fn) {
    auto count = Header::of(*node).operands;
    for (auto i = reading.first(node[1]); i != Reading::nowhere; i = reading.occurrence(i).next) {
        auto position = reading.occurrence(i).position;
        std::uint32_t matched = 1;
        while (matched < count && reading.at(position + matched, node[1 + matched])) ++matched;
        if (matched == count && fn(position)) return true;
    }
    return false;
}

// Whether some place of `left` ends at most `distance` words before one of `right` begins. Both lists rise.
bool before(const std::vector<std::uint32_t>& left, std::uint32_t left_length,
            const std::vector<std::uint32_t>& right, std::uint32_t distance) {
    auto next = right.begin();
    for (auto position : left) {
        auto end = position + left_length;
        while (next != right.end() && *next < end) ++next;
        if (next == right.end()) return false;
        if (*next - end <= distance) return true;
    }
    return false;
}

bool near(Code node, const Reading& reading) {
    auto distance = node[1];
    Code left = node + 2, right = after(left);
    std::vector<std::uint32_t> lefts, rights;
    auto collect = [](std::vector<std::uint32_t>& all) {
        return [&all](std::uint32_t position) {
            all.push_back(position);
            return false;
        };
    };
    each_place(left, reading, collect(lefts));
    if (lefts.empty()) return false;
    each_place(right, reading, collect(rights));
    return before(lefts, Header::of(*left).operands, rights, distance) ||
           before(rights, Header::of(*right).operands, lefts, distance);
}

}  // namespace

std::uint32_t Conditions::keep(const model::Query& condition) {
    if (free_.empty()) {
        all_.push_back(condition);
        return static_cast<std::uint32_t>(all_.size() - 1);
    }
    auto index = free_.back();
    free_.pop_back();
    all_[index] = condition;
    return index;
}

void Conditions::give_back(std::uint32_t index) {
    all_[index] = {};
    free_.push_back(index);
}

void release(Code node, Vocabulary& vocabulary, Conditions& conditions) {
    auto header = Header::of(*node);
    if (header.operation == Operation::condition) return conditions.give_back(node[1]);
    if (header.operation == Operation::words) {
        for (std::uint32_t i = 1; i <= header.operands; ++i) vocabulary.release(node[i]);
        return;
    }
    Code part = node + (header.operation == Operation::near ? 2 : 1);
    for (std::uint32_t i = 0; i < header.operands; ++i, part = after(part))
        release(part, vocabulary, conditions);
}

bool holds(Code node, const Conditions& conditions, const Reading& reading) {
    auto header = Header::of(*node);
    switch (header.operation) {
        case Operation::words:
            return each_place(node, reading, [](std::uint32_t) { return true; });
        case Operation::near:
            return near(node, reading);
        case Operation::condition:
            return listening::holds(conditions[node[1]], reading.post());
        case Operation::none:
            return !holds(node + 1, conditions, reading);
        default:
            break;
    }
    bool all = header.operation == Operation::all;
    Code part = node + 1;
    for (std::uint32_t i = 0; i < header.operands; ++i, part = after(part))
        if (holds(part, conditions, reading) != all) return !all;
    return all;
}

std::size_t length(Code code) {
    return Header::of(*code).length;
}
}  // namespace listening
