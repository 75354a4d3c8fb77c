package countersign.qr;

import java.io.IOException;

/** A picture that cannot be read, or is too large to be; the message is fit to be shown. */
public final class PictureException extends IOException {
    private static final long serialVersionUID = 1;

    PictureException(String message) {
        super(message);
    }

    PictureException(String message, Throwable cause) {
        super(message, cause);
    }
}
