package countersign.vault;

/** A vault could not be opened or changed. The message is for its owner and holds no secret. */
public final class VaultException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What a program may want to tell apart. */
    public enum Kind {
        /** The file is whole, and this passphrase does not open it. */
        WRONG_PASSPHRASE,
        /** The file is whole, and was sealed by another data key than the one that was kept. */
        WRONG_KEY,
        /** The file is not what was written, or was never a vault. */
        DAMAGED,
        /** Written by a later version of this program; left as it is. */
        NEWER,
        /** No file of that name, or there is one where none should be. */
        MISPLACED,
        /** It would have more than a vault may have; nothing was written. */
        FULL,
        /** The operating system said no. */
        STORAGE
    }

    private final Kind kind;

    VaultException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    VaultException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    static VaultException damaged(String what) {
        return new VaultException(Kind.DAMAGED, what);
    }

    public Kind kind() {
        return kind;
    }
}
