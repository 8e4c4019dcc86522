#pragma once
#include "api/app.hpp"
#include "model/event.hpp"

namespace api {

// What an event of the journal tells another system: what a reader of the API of that workspace sees at this
// moment, and never more. docs/webhooks.md lists it.
json::object hook_data(App&, db::Tx&, Id workspace, const model::Entry&);

}  // namespace api
