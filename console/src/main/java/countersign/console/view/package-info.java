/** What the pages show, already decided and spelled out: no page asks anything of the services. */
package countersign.console.view;
