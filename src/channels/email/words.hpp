#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "channels/email/body.hpp"

namespace channels::email {

// What a mail says, as text: the new words apart from what was quoted and from the signature.
struct Words {
    std::string all;  // everything, for reading notices of failure
    std::string visible, quoted, signature;
    std::string html;  // the new words, sanitised; empty when the mail is plain
    std::size_t remote_images = 0;
};

Words words_of(const std::vector<Segment>&);

}  // namespace channels::email
