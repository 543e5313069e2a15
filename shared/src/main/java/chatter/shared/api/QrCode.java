package chatter.shared.api;

/// A QR code as something to draw: dark on light, whatever the colours of the page around it.
///
/// @param size how many units it is wide and high, with the quiet zone around it
/// @param path SVG path data of the dark modules, one unit each
public record QrCode(int size, String path) {}
