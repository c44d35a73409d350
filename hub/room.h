// How much memory requests and answers under way may hold, in all and for one address.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>

namespace ajar::hub {

// For one thread. What is taken is given back when the Share goes.
class Room {
 public:
  Room(std::size_t all, std::size_t each) : all_(all), each_(each) {}

  class Share {
   public:
    Share() = default;
    Share(Share&& other) noexcept
        : room_(std::exchange(other.room_, nullptr)),
          key_(std::move(other.key_)),
          size_(other.size_) {}
    Share& operator=(Share&& other) noexcept {
      std::swap(room_, other.room_);
      std::swap(key_, other.key_);
      std::swap(size_, other.size_);
      return *this;
    }
    ~Share() {
      if (room_ != nullptr) room_->give_back(key_, size_);
    }
    explicit operator bool() const { return room_ != nullptr; }

   private:
    friend class Room;
    Share(Room* room, std::string key, std::size_t size)
        : room_(room), key_(std::move(key)), size_(size) {}
    Room* room_ = nullptr;
    std::string key_;
    std::size_t size_ = 0;
  };

  // Empty where there is no room.
  Share take(const std::string& key, std::size_t size) {
    std::size_t& own = taken_[key];
    if (sum_ + size > all_ || own + size > each_) {
      if (own == 0) taken_.erase(key);
      return {};
    }
    own += size;
    sum_ += size;
    return {this, key, size};
  }
  std::size_t sum() const { return sum_; }

 private:
  void give_back(const std::string& key, std::size_t size) {
    sum_ -= size;
    const auto own = taken_.find(key);
    own->second -= size;
    if (own->second == 0) taken_.erase(own);
  }

  std::size_t all_, each_;
  std::size_t sum_ = 0;
  std::unordered_map<std::string, std::size_t> taken_;
};

}  // namespace ajar::hub
