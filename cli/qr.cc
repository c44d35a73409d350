// QR codes by libqrencode.
#include "cli/qr.h"

#include <qrencode.h>

#include <memory>

namespace ajar::cli {
namespace {

constexpr int kQuiet =
    2;  // modules; readers manage with half of the four that the standard asks for

struct Free {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

}  // namespace

Result<std::vector<std::string>> qr_lines(const std::string& text, bool light_ground) {
  const std::unique_ptr<QRcode, Free> code(
      QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_L, QR_MODE_8, 1));
  if (!code) return Error{.code = "cli/no_qr"};
  const int width = code->width;
  const auto light = [&](int x, int y) {
    const bool inside = x >= 0 && y >= 0 && x < width && y < width;
    const bool dark = inside && (code->data[y * width + x] & 1U) != 0;
    return dark == light_ground;
  };
  std::vector<std::string> lines;
  for (int y = -kQuiet; y < width + kQuiet; y += 2) {
    std::string line;
    for (int x = -kQuiet; x < width + kQuiet; ++x) {
      const bool upper = light(x, y), lower = light(x, y + 1);
      line += upper ? (lower ? "█" : "▀") : (lower ? "▄" : " ");
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace ajar::cli
