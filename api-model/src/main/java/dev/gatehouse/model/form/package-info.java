/** Forms and what is answered to them, as the API shows them ({@code c1.api.form.v1}). */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.model.form;
