package countersign.iam.mail;

import java.util.List;

/** Outgoing mail; committed with the change that it tells of, delivered afterwards. */
public interface MailTable {
    void insert(Mail mail);

    /** What is not delivered yet, oldest first. */
    List<Mail> undelivered(int most);

    /** Marks a message as delivered; what a link-bearing text said is forgotten later. */
    void delivered(String id);

    /** Forgets what was delivered before then, at most {@code most}. */
    int prune(java.time.Instant before, int most);

    /** The newest, newest first. */
    List<Mail> newest(int most);
}
