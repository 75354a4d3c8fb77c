import org.jspecify.annotations.NullMarked;

/**
 * Text to QR code and picture to text, over ZXing. Keeps no picture and no text, and opens no file
 * but the one it is told to read.
 */
@NullMarked
module countersign.qr {
    requires static org.jspecify;
    requires com.google.zxing;
    requires transitive java.desktop; // BufferedImage stands in the reader's signature

    exports countersign.qr;
}
