/** Accounts from and for other programs: reading, what would be new, and writing. */
@NullMarked
package countersign.vault.exchange;

import org.jspecify.annotations.NullMarked;
