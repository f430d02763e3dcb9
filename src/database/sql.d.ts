/** Migrations and functions are embedded in the binary as text. */
declare module "*.sql" {
  const text: string;
  export default text;
}
