#pragma once
#include "api/app.hpp"

namespace api {

json::object show(const store::Workspace&);
json::object show(const store::Member&);
// Who calls, the workspace called in, and the others.
json::object me(const Call&);

}  // namespace api
