#pragma once
#include "store/claims.hpp"

// What people say of themselves ("this page is mine too"), weighed.
//
// Anybody can write anything into his profile, so that one side's word alone joins nobody: it is a suggestion
// with the reason in plain words, and only when the other handle is known here already. Two things are
// certain. Both sides say so: the profile of one links to the other, the network has seen that the page there
// links back, and the profile of the other, as its own network shows it, names the one. Or whom we trust
// vouches: a signed identity of the company's own site that names a handle and its network. Nobody is joined
// with whom he was kept apart from.
namespace people {

// Weighs what was said since the last time.
void weigh_new(const store::Store&, Id workspace);
// Weighs what others said before about a handle that turned up just now.
void weigh_about(store::Change&, Id identity);

}  // namespace people
