#pragma once
#include <optional>

#include "listening/post.hpp"
#include "model/query.hpp"

// What listening makes of the query language: which conditions it can ask of a post, and which queries are
// of no use to it.
namespace listening {

// Whether a condition that is no matter of words holds: lang, has, is, before, after, within.
bool holds(const model::Query& condition, const Post&);

// Why a query cannot be listened to: a condition that posts do not have, or one of its ways to match asks for
// nothing rarer than the most common words. Nullopt: it can.
std::optional<model::QueryError> refusal(const model::Query&);

}  // namespace listening
