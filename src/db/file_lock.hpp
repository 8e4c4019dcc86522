#pragma once
#include <string>

namespace db {

// An advisory lock (flock) on a file that is made when missing and never removed, because removing it
// would let two programs lock two different files of one name. Held until destroyed or the process ends.
class FileLock {
public:
    explicit FileLock(const std::string& path);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

    // False: another open of the file holds it.
    bool held() const { return held_; }

private:
    int descriptor_ = -1;
    bool held_ = false;
};

}  // namespace db
