#pragma once
#include <functional>
#include <latch>
#include <string>
#include <thread>
#include <vector>

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

// Runs `work(0)` … `work(count - 1)` at the same time, each on a thread of its own, to the end of all.
inline void at_once(int count, const std::function<void(int)>& work) {
    std::latch ready(count);
    std::vector<std::jthread> threads;
    threads.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        threads.emplace_back([&, i] {
            ready.arrive_and_wait();
            work(i);
        });
    }
}

}  // namespace db
