/** Migrations and functions are carried inside the binary as text. */
declare module "*.sql" {
  const text: string;
  export default text;
}
