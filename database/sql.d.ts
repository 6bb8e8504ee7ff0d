/** The bundler gives the text of an SQL file. */
declare module '*.sql' {
  const text: string;
  export default text;
}
