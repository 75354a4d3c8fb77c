package countersign.iam.key;

/** Seals and opens what must not be readable in the database. */
public interface KeyService {
    /** Seals {@code plain} so that it opens only as the value that {@code place} describes. */
    SealedValue seal(byte[] plain, SealedPlace place);

    /**
     * Opens what {@link #seal} made.
     *
     * @throws SealBroken the bytes were changed, moved to another place or sealed with a key that
     *     is not in the ring
     */
    byte[] open(SealedValue sealed, SealedPlace place);
}
