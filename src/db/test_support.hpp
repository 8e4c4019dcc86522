#pragma once
#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "base/error.hpp"

// For the tests of this folder.
namespace db {

// What `work` throws; a test failure if it throws nothing.
inline Error error_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error;
    }
    ADD_FAILURE() << "nothing was thrown";
    return {Code::internal, ""};
}

inline Code code_of(const std::function<void()>& work) {
    return error_of(work).code();
}

}  // namespace db
